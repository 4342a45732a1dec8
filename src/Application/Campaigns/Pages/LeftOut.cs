namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>Something of a component that is not shown.</summary>
/// <param name="What">As its owner knows it: <c>&lt;script&gt;</c>, <c>onclick of &lt;p&gt;</c>.</param>
public sealed record LeftOut(Guid ComponentId, string What);
