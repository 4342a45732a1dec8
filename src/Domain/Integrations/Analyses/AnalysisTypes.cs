namespace AiWebBuilder.Domain.Integrations.Analyses;

/// <summary>The allowed values of <c>platform_analyses.analysis_type</c>.</summary>
public static class AnalysisTypes
{
    /// <summary>All that is known of a site: structure, weight, accessibility, search, links, forms, services, words.</summary>
    public const string FullAudit = "full_audit";

    /// <summary>What the pages say and ask for: words, claims, forms, services, how search shows them.</summary>
    public const string Campaigns = "campaign_analysis";

    /// <summary>What would become of every content if it were imported.</summary>
    public const string Migration = "migration_assessment";

    public static IReadOnlyList<string> All { get; } = [FullAudit, Campaigns, Migration];
}
