using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Integrations.Analyses.Facts;
using AiWebBuilder.Application.Integrations.Analyses.Writing;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Analyses;

namespace AiWebBuilder.Application.Integrations.Analyses;

/// <summary>What is known of a platform's contents: facts that were counted, and what a writer has made of them.</summary>
/// <param name="GenerationId">What writes it: its progress, its cost, and where it is cancelled.</param>
/// <param name="JobId">Its progress: <c>GET /v1/jobs/{jobId}</c>.</param>
/// <param name="Summary">Null until it is written.</param>
/// <param name="CampaignsAnalyzed">The contents and pages that were looked at.</param>
/// <param name="AiModelUsed">The model that wrote it; before that, the one that is asked.</param>
/// <param name="AiCost">USD, settled.</param>
/// <param name="ErrorMessage">Why it failed.</param>
public sealed record AnalysisView(
    Guid Id,
    Guid IntegrationId,
    [OneOf(typeof(AnalysisTypes))] string AnalysisType,
    [OneOf(typeof(AnalysisStatus))] string Status,
    Guid? GenerationId,
    Guid? JobId,
    AnalysisSummary? Summary,
    IReadOnlyList<AnalyzedContent> CampaignsAnalyzed,
    IReadOnlyList<Recommendation> Recommendations,
    MigrationAssessment? MigrationAssessment,
    string? AiModelUsed,
    decimal AiCost,
    int? ProcessingTimeSeconds,
    string? ErrorMessage,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? CompletedAt
)
{
    /// <summary>What was counted, as soon as it is.</summary>
    public IReadOnlyList<AnalysisFact> Facts { get; init; } = [];

    /// <summary>Opens the report without a token for five minutes; null: there is none yet.</summary>
    public string? ReportUrl { get; init; }

    /// <summary>What it will cost at least and at most; only in the answer to the request for it.</summary>
    public EstimateView? Estimate { get; init; }

    internal static AnalysisView Of(PlatformAnalysis analysis) =>
        new(
            analysis.Id,
            analysis.IntegrationId,
            analysis.AnalysisType,
            analysis.Status,
            analysis.GenerationId,
            analysis.JobId,
            AnalysisJson.Read<AnalysisSummary>(analysis.Summary) is { Text: not null } summary ? summary : null,
            AnalysisJson.Read<AnalyzedContent[]>(analysis.CampaignsAnalyzed),
            AnalysisJson.Read<Recommendation[]>(analysis.Recommendations),
            analysis.MigrationAssessment is { } assessed ? AnalysisJson.Read<MigrationAssessment>(assessed) : null,
            analysis.AiModelUsed,
            analysis.AiCost,
            analysis.ProcessingTimeSeconds,
            analysis.ErrorMessage,
            analysis.CreatedAt,
            // The database says it first when it has been saved.
            analysis.UpdatedAt == default
                ? analysis.CreatedAt
                : analysis.UpdatedAt,
            analysis.CompletedAt
        )
        {
            Facts = analysis.Facts is { } facts ? AnalysisJson.Read<CountedFacts>(facts).Facts : [],
        };
}

public sealed record AnalysisSummary(string Text);

/// <param name="ContentId">Null: a page that links lead to, and no sync has found.</param>
/// <param name="Status">What its address answered: an HTTP status, 0 for no answer; null: it was not asked.</param>
public sealed record AnalyzedContent(Guid? ContentId, string Object, string? Title, string? Address, int? Status);
