"""Where a request comes from."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

NETWORK_BITS = 64


def address_of(scope: Scope) -> str:
    """The address that a request comes from, of which one person has one: of IPv6 the network.

    Behind a proxy on this machine it is what the proxy says (uvicorn reads it).
    """
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return str(host)
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address.packed, NETWORK_BITS), strict=False))
