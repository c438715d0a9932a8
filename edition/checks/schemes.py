"""Schemes of addresses that everybody knows, so that no `prefixDef` need say what they mean."""

from __future__ import annotations

# Most are registered with IANA (https://www.iana.org/assignments/uri-schemes/), a few, such as ark
# and hdl, are in general use without.
_REGISTERED = frozenset(
    """about acct ark bitcoin blob cid content crid data dav dict did dns doi dtn example facetime
    fax feed file filesystem ftp ftps geo git go gopher h323 hdl http https iax icap im imap info
    ipfs ipp ipps iris irc ircs isbn issn jabber jar javascript lastfm ldap ldaps lsid magnet
    mailto maps market mid mms modem mongodb mtqp mupdate mvn news nfs nntp oid opaquelocktoken
    openpgp4fpr palm pkcs11 pop pres prospero purl qb query res resource rmi rsync rtmp rtsp rtsps
    secondlife service session sftp sgn shttp sip sips skype smb sms snmp spotify ssh steam stun
    stuns swh svn svn+ssh tag tel telnet tftp tip tn3270 turn turns udp unreal urn uuid vemmi
    view-source vnc wais web+ap ws wss xcon xmlrpc.beep xmpp xri z39.50 z39.50r z39.50s""".split()
)


def is_registered(scheme: str) -> bool:
    """Whether a scheme, in small letters, is generally known."""
    return scheme in _REGISTERED
