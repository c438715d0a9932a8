"""What is checked, one module for each family."""
