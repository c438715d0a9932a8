"""How each node of an edited text is written as HTML, one function a node."""
