using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity.Accounts;

/// <summary>All that the database holds of a person and of their account.</summary>
public interface IPersonalData
{
    /// <summary>What is left out, and why, by table.</summary>
    IReadOnlyDictionary<string, string> LeftOut { get; }

    /// <summary>All of it as it is at one moment. It is read while it is enumerated.</summary>
    /// <exception cref="DomainException">TooManyRequests, when the enumeration begins.</exception>
    IAsyncEnumerable<ExportedRow> ReadAsync(
        Guid personId,
        Guid accountId,
        bool withAccount,
        CancellationToken cancellationToken
    );
}
