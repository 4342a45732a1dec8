using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns.Edits;

/// <summary>A change that somebody asked for, as a list of operations, and what became of it.</summary>
public sealed class CampaignEdit : AggregateRoot, ITenantOwned
{
    private CampaignEdit() { }

    public Guid UserId { get; private init; }
    public Guid CampaignId { get; private init; }

    /// <summary>The person's words; null: the operations were sent.</summary>
    public string? Instruction { get; private init; }

    /// <summary>One of <see cref="EditStatus"/>.</summary>
    public string Status { get; private set; } = EditStatus.Proposed;

    public IReadOnlyList<EditOperation> Operations { get; private set; } = [];

    /// <summary>What has to be answered first, in the language of the instruction.</summary>
    public string? Question { get; private init; }

    /// <summary>Why nothing is changed, in the language of the instruction.</summary>
    public string? Reason { get; private init; }

    /// <summary>The hashes of the components that it leaves as they are.</summary>
    public IReadOnlyDictionary<Guid, string> Unchanged { get; private set; } = new Dictionary<Guid, string>();

    public static CampaignEdit Propose(
        Guid id,
        Campaign campaign,
        string? instruction,
        IReadOnlyList<EditOperation> operations,
        IReadOnlyDictionary<Guid, string> unchanged,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            UserId = campaign.UserId,
            CampaignId = campaign.Id,
            Instruction = instruction,
            Operations = operations,
            Unchanged = unchanged,
            CreatedAt = now,
        };

    /// <summary>Nothing is changed: it has to be asked, or it cannot be done.</summary>
    /// <param name="question">Null: it cannot be done, for the reason.</param>
    public static CampaignEdit Decline(
        Guid id,
        Campaign campaign,
        string? instruction,
        string? question,
        string? reason,
        IReadOnlyDictionary<Guid, string> unchanged,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            UserId = campaign.UserId,
            CampaignId = campaign.Id,
            Instruction = instruction,
            Status = question is null ? EditStatus.NotApplied : EditStatus.Ask,
            Question = question,
            Reason = reason,
            Unchanged = unchanged,
            CreatedAt = now,
        };

    /// <summary>Somebody chose what of it is to be done; the rest is refused.</summary>
    /// <param name="chosen">Their numbers, from 1.</param>
    /// <param name="unchanged">The hashes of the components that the chosen ones leave as they are.</param>
    /// <exception cref="DomainException">Conflict: it has been decided, or nothing was proposed.</exception>
    public void Decide(IReadOnlySet<int> chosen, IReadOnlyDictionary<Guid, string> unchanged)
    {
        EnsureProposed();
        Operations =
        [
            .. Operations.Select(
                (operation, index) =>
                    operation with
                    {
                        Status = chosen.Contains(index + 1) ? OperationStatus.Applied : OperationStatus.Refused,
                    }
            ),
        ];
        Status = chosen.Count > 0 ? EditStatus.Applied : EditStatus.NotApplied;
        Unchanged = unchanged;
    }

    /// <exception cref="DomainException">Conflict: it has been decided, or nothing was proposed.</exception>
    public void EnsureProposed()
    {
        if (Status != EditStatus.Proposed)
        {
            throw new DomainException(CampaignErrors.EditNotOpen(Status));
        }
    }
}
