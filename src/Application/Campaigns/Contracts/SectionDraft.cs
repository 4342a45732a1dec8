using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>The structured answer to a <see cref="SectionPrompt"/>.</summary>
/// <param name="Name">A name that people recognise the section by.</param>
/// <param name="Html">One root element; for an e-mail the whole HTML document.</param>
/// <param name="Css">Rules for this section only, built on the theme's variables; empty for an e-mail.</param>
/// <param name="Props">What an editor may want as fields. An e-mail has <c>subject</c>, <c>preheader</c> and <c>text</c>.</param>
public sealed record SectionDraft(string Name, string Html, string Css, JsonObject Props);
