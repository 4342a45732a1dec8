using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>What a block needs to know of the page that it stands on.</summary>
/// <param name="Theme">Gives language, style and drawing.</param>
/// <param name="Anchor">The section's own <c>id</c>: letters, digits and dashes.</param>
/// <param name="Facts">The facts that props may name, by id.</param>
public sealed record BlockPage(Theme Theme, string Anchor, IReadOnlyDictionary<string, BlockFact> Facts)
{
    /// <summary>Where a reference leads, as an address; null when there is no such target.</summary>
    public Func<BlockLink, string?> Resolve { get; init; } = _ => null;

    /// <summary>An uploaded image by its id; null when there is none.</summary>
    public Func<string, BlockImage?> Image { get; init; } = _ => null;

    /// <summary>An uploaded file by its id; null when there is none.</summary>
    public Func<string, BlockFile?> File { get; init; } = _ => null;

    /// <summary>ISO 3166-1: whose way of writing prices, dates and times holds; null: the language's usual one.</summary>
    public string? Country { get; init; }

    /// <summary>The page's own key, by which links know that they lead to where the visitor is; null: not known.</summary>
    public string? Key { get; init; }
}

/// <param name="Src">Its address.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record BlockImage(string Src, int Width, int Height)
{
    /// <summary>The address of the picture as it was uploaded, for those who want to look closer; null: there is none.</summary>
    public string? Full { get; init; }
}

/// <param name="Href">Its address.</param>
/// <param name="Name">Under which visitors keep it.</param>
/// <param name="Type">What people call its format: <c>PDF</c>.</param>
/// <param name="Bytes">Its size.</param>
public sealed record BlockFile(string Href, string Name, string Type, long Bytes);
