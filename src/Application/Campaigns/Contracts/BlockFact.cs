using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>Something that the owner stated, as a block prints it.</summary>
/// <param name="Id">What props name it by.</param>
/// <param name="Value">Its parts, which depend on the kind.</param>
public sealed record BlockFact(string Id, [OneOf(typeof(FactKinds))] string Kind, JsonObject Value);
