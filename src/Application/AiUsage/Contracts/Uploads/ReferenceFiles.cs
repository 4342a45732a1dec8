namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>How a generation names the files that its pages offer: by the <c>url</c> of an upload.</summary>
public static class ReferenceFiles
{
    private const string Uploads = "/v1/files/";

    /// <summary>The upload's <c>url</c>.</summary>
    public static string AddressOf(Guid fileId) => $"{Uploads}{fileId}";

    /// <summary>The upload that the address names; null: it names none.</summary>
    public static Guid? UploadIn(string? address) =>
        address?.StartsWith(Uploads, StringComparison.Ordinal) is true
        && Guid.TryParseExact(address[Uploads.Length..], "D", out var id)
        && address == AddressOf(id)
            ? id
            : null;
}
