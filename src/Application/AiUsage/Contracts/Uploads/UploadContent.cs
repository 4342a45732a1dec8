namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>The bytes of an upload.</summary>
/// <param name="Name">A file's, under which visitors keep it; null: it is an image.</param>
public sealed record UploadContent(string ContentType, string? Name, byte[] Content, byte[] Sha256)
{
    public UploadKind Kind => Name is null ? UploadKind.Image : UploadKind.File;
}
