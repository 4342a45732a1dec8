using AiWebBuilder.Application.Common.Addresses;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>How a generation names its reference images: by an https address, or by the <c>url</c> of an upload.</summary>
public static class ReferenceImages
{
    private const string Uploads = "/v1/images/";

    /// <summary>The upload's <c>url</c>.</summary>
    public static string AddressOf(Guid imageId) => $"{Uploads}{imageId}";

    /// <summary>The upload that the address names; null: it is another address, or none.</summary>
    public static Guid? UploadIn(string? address) =>
        address?.StartsWith(Uploads, StringComparison.Ordinal) is true
        && Guid.TryParseExact(address[Uploads.Length..], "D", out var id)
        && address == AddressOf(id)
            ? id
            : null;

    /// <summary>Whether it is one of the two.</summary>
    public static bool IsAddress(string? address) => UploadIn(address) is not null || WebAddresses.IsHttps(address);
}
