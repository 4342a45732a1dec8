using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations.Analyses;

/// <summary>
/// What is known of a platform's contents at one moment: first facts, which are counted, then what a writer makes of them. The writer's work is
/// a generation, which pays for it; that one's end is the analysis' end.
/// </summary>
public sealed class PlatformAnalysis : AggregateRoot, ITenantOwned
{
    private PlatformAnalysis() { }

    public Guid UserId { get; private init; }
    public Guid IntegrationId { get; private init; }

    /// <summary>One of <see cref="AnalysisTypes"/>.</summary>
    public string AnalysisType { get; private init; } = "";

    /// <summary>One of <see cref="AnalysisStatus"/>.</summary>
    public string Status { get; private set; } = AnalysisStatus.Processing;

    /// <summary>The generation that writes it.</summary>
    public Guid? GenerationId { get; private set; }

    /// <summary>The job that does it.</summary>
    public Guid? JobId { get; private set; }

    /// <summary>JSON: what was counted; null until all of it is.</summary>
    public string? Facts { get; private set; }

    /// <summary>A JSON object, empty until it is written.</summary>
    public string Summary { get; private set; } = "{}";

    /// <summary>A JSON array: the contents that were looked at.</summary>
    public string CampaignsAnalyzed { get; private set; } = "[]";

    /// <summary>A JSON array.</summary>
    public string Recommendations { get; private set; } = "[]";

    /// <summary>JSON; null: none was asked for, or it is not written yet.</summary>
    public string? MigrationAssessment { get; private set; }

    /// <summary>The model that wrote it; before that, the one that is asked.</summary>
    public string? AiModelUsed { get; private set; }

    /// <summary>USD, rounded to four places from what the ledger has settled.</summary>
    public decimal AiCost { get; private set; }

    /// <summary>From the request to the end.</summary>
    public int? ProcessingTimeSeconds { get; private set; }
    public string? ErrorMessage { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }

    public bool IsProcessing => Status == AnalysisStatus.Processing;

    public static PlatformAnalysis Start(
        Guid id,
        PlatformIntegration integration,
        string analysisType,
        string model,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            UserId = integration.UserId,
            IntegrationId = integration.Id,
            AnalysisType = analysisType,
            AiModelUsed = model,
            CreatedAt = now,
        };

    public void IsWrittenBy(Guid generation, Guid? job) => (GenerationId, JobId) = (generation, job);

    /// <summary>Everything is counted. Again, by a second worker: the first one's stay, as its writer may be at work on them.</summary>
    /// <param name="campaigns">A JSON array.</param>
    /// <param name="fates">JSON; null: no migration is assessed.</param>
    public void Count(string facts, string campaigns, string? fates)
    {
        if (IsProcessing && Facts is null)
        {
            (Facts, CampaignsAnalyzed, MigrationAssessment) = (facts, campaigns, fates);
        }
    }

    /// <summary>What the writer has made of the facts.</summary>
    /// <param name="model">The one that was settled.</param>
    public void Write(string summary, string recommendations, string? migrationAssessment, string model) =>
        (Summary, Recommendations, MigrationAssessment, AiModelUsed) = (
            summary,
            recommendations,
            migrationAssessment,
            model
        );

    /// <summary>What is settled of its generation by now.</summary>
    /// <param name="usd">Exact.</param>
    public void Cost(decimal usd) => AiCost = decimal.Round(usd, 4, MidpointRounding.AwayFromZero);

    /// <summary>Its generation has ended; what was counted stays. Again: nothing happens.</summary>
    /// <param name="status">The generation's.</param>
    public void End(string status, string? error, DateTimeOffset now)
    {
        if (!IsProcessing)
        {
            return;
        }
        (Status, ErrorMessage, CompletedAt) = (status, error, now);
        ProcessingTimeSeconds = (int)Math.Max(0, Math.Ceiling((now - CreatedAt).TotalSeconds));
    }
}
