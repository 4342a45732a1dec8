namespace AiWebBuilder.Application.Common.Security.AuthEvents;

/// <summary>Writes to the audit log at once, whatever becomes of the present unit of work: a refusal is rolled back, its record is not.</summary>
public interface IAuthEvents
{
    /// <param name="accountId">Whose log it stands in; null: the operator's alone.</param>
    /// <param name="subject">The person, key or permission that it is about; never an address or a secret.</param>
    Task RecordAsync(AuthEvent what, Guid? accountId, string subject, CancellationToken cancellationToken);

    /// <summary>What a person did, in the log of their account, together with the current unit of work: if and only if that commits.</summary>
    Task RecordWithChangeAsync(AuthEvent what, Guid personId, CancellationToken cancellationToken);
}
