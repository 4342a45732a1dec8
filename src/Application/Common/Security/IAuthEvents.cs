namespace AiWebBuilder.Application.Common.Security;

/// <summary>Writes to the audit log at once, whatever becomes of the present unit of work: a refusal is rolled back, its record is not.</summary>
public interface IAuthEvents
{
    /// <param name="accountId">Whose log it stands in; null: the operator's alone.</param>
    /// <param name="subject">The person, key or permission that it is about; never an address or a secret.</param>
    Task RecordAsync(AuthEvent what, Guid? accountId, string subject, CancellationToken cancellationToken);

    /// <summary>The same together with the present unit of work: what did happen is recorded if and only if it stays.</summary>
    Task RecordWithChangeAsync(AuthEvent what, Guid? accountId, string subject, CancellationToken cancellationToken);
}
