using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>
/// A kind of section or e-mail part: what can be said in it (a JSON Schema of its props) and how it looks (a template and a style
/// sheet, known to the renderer alone).
/// </summary>
/// <param name="Kind">Its name in addresses and stored components: lower-case letters and dashes.</param>
/// <param name="Version">The version of its props, which they carry as <c>v</c>.</param>
/// <param name="ComponentType">The stored <c>component_type</c> that it belongs to.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Description">What it is for, in a sentence.</param>
/// <param name="Variants">The layouts that <c>variant</c> chooses from; the first is the usual one.</param>
/// <param name="Schema">JSON Schema 2020-12 of the props, complete in itself.</param>
/// <param name="Samples">Whole examples; the first is the one to show.</param>
public sealed record Block(
    string Kind,
    int Version,
    string ComponentType,
    string Title,
    string Description,
    IReadOnlyList<string> Variants,
    JsonObject Schema,
    IReadOnlyList<BlockSample> Samples
)
{
    /// <summary>Whether a writer may leave a planned one out, as the brief gives nothing to say in it.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>Valid props of a block, with the facts that they refer to.</summary>
/// <param name="Language">BCP 47 tag of the words.</param>
public sealed record BlockSample(string Name, string Language, JsonObject Props, IReadOnlyList<BlockFact> Facts);

/// <summary>A rendered block.</summary>
/// <param name="Html">One root element.</param>
/// <param name="Css">The rules that this variant needs, on the variables of the page's own style sheet; none for a part of an e-mail.</param>
public sealed record BlockMarkup(string Html, string Css);
