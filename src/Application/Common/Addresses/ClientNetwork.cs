using System.Net;

namespace AiWebBuilder.Application.Common.Addresses;

/// <summary>The network that a client's address belongs to. Whoever has one IPv6 address has many, and a network is no person.</summary>
public static class ClientNetwork
{
    /// <summary>The address without what tells hosts of one network apart: 24 bits of IPv4, 48 of IPv6.</summary>
    public static IPAddress? Of(IPAddress? address)
    {
        if (address is null)
        {
            return null;
        }
        Span<byte> bytes = stackalloc byte[16];
        var ip = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        ip.TryWriteBytes(bytes, out var length);
        bytes[(length == 4 ? 3 : 6)..length].Clear();
        return new IPAddress(bytes[..length]);
    }
}
