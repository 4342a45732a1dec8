namespace AiWebBuilder.Api.Http;

/// <summary>Where the product was asked, as its own addresses begin: <c>https://host</c>.</summary>
internal static class ServerAddress
{
    /// <exception cref="BadHttpRequestException">The Host header is no host that an address could have.</exception>
    public static string Of(HttpRequest request)
    {
        try
        {
            var address = $"{request.Scheme}://{request.Host}";
            if (Uri.TryCreate(address, UriKind.Absolute, out _))
            {
                return address;
            }
        }
        catch (ArgumentException)
        {
            // ASP.NET decodes names that begin with xn--, also those that stand for nothing.
        }
        throw new BadHttpRequestException("The Host header names no host.");
    }
}
