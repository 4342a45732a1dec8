using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Files;

/// <param name="Url">Path of this file; its content is at <c>/content</c> below it.</param>
/// <param name="Name">Under which visitors keep it; it ends as its content says.</param>
/// <param name="Title">What it is, in the owner's words: pages show it.</param>
/// <param name="Bytes">This counts as storage.</param>
public sealed record FileView(
    Guid Id,
    string Url,
    [OneOf(typeof(FileTypes))] string ContentType,
    string Name,
    string? Title,
    int Bytes,
    DateTimeOffset CreatedAt
)
{
    /// <summary>A signed address of the content, for a link: good for five minutes, without a token.</summary>
    public string? DownloadUrl { get; init; }

    /// <summary>The ETag of the file.</summary>
    public string Etag => ETags.Of(CreatedAt);

    internal static FileView Of(Upload file) =>
        new(
            file.Id,
            ReferenceFiles.AddressOf(file.Id),
            file.ContentType,
            file.Name!,
            file.Title,
            file.Bytes,
            file.CreatedAt
        );
}
