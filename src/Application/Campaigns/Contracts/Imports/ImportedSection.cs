using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Campaigns.Contracts.Imports;

/// <param name="Page">The page's key: <c>index</c> for the first.</param>
/// <param name="Props">That the block takes, naming facts by their ids.</param>
public sealed record ImportedSection(string Page, string Kind, string Name, JsonObject Props);
