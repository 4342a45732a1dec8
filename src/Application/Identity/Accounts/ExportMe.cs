using System.Runtime.CompilerServices;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Accounts;

/// <summary>
/// Everything that is stored about the person, as a ZIP archive or one JSON document. An account's owner, acting for it, also
/// gets the account's data and uploaded files (in JSON as Base64). Secrets and their hashes are left out.
/// </summary>
/// <param name="Format"><c>zip</c> by default.</param>
/// <exception cref="DomainException">Validation; TooManyRequests <c>identity.export_busy</c>.</exception>
[Requires(IdentityPermissions.ReadProfile)]
public sealed record ExportMe(string? Format) : IBatchQuery<PersonalExport>;

/// <summary>In which forms it goes out.</summary>
public static class PersonalExportFormats
{
    public const string Zip = "zip";
    public const string Json = "json";

    public static IReadOnlyList<string> All { get; } = [Zip, Json];
}

/// <param name="WithAccount">Whether the account's data is in it.</param>
/// <param name="LeftOut">What of the database is not in it, and why, by table.</param>
/// <param name="Rows">Read while they are written: no more than one is in memory. Each part begins with a row of its own without text.</param>
public sealed record PersonalExport(
    DateTimeOffset ExportedAt,
    bool WithAccount,
    IReadOnlyDictionary<string, string> LeftOut,
    IAsyncEnumerable<ExportedRow> Rows
);

internal sealed class ExportMeValidator : AbstractValidator<ExportMe>
{
    public ExportMeValidator() =>
        RuleFor(export => export.Format)
            .Must(format => format is null || PersonalExportFormats.All.Contains(format))
            .WithMessage($"format must be one of {string.Join(", ", PersonalExportFormats.All)}.");
}

internal sealed class ExportMeHandler(IPersonalData data, IAuthEvents events, ICurrentUser current, TimeProvider time)
    : IQueryHandler<ExportMe, PersonalExport>
{
    public Task<PersonalExport> Handle(ExportMe request, CancellationToken cancellationToken)
    {
        var (person, account) = (current.RequireActor(), current.RequireAccount());
        var withAccount = current.Has(IdentityPermissions.ExportAccount);
        return Task.FromResult(
            new PersonalExport(
                time.GetUtcNow(),
                withAccount,
                data.LeftOut,
                RecordedAsync(
                    data.ReadAsync(person, account, withAccount, cancellationToken),
                    withAccount ? account : person,
                    person,
                    cancellationToken
                )
            )
        );
    }

    /// <summary>Recorded when the first row is there: a refusal comes before it.</summary>
    private async IAsyncEnumerable<ExportedRow> RecordedAsync(
        IAsyncEnumerable<ExportedRow> rows,
        Guid account,
        Guid person,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var isRecorded = false;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (!isRecorded)
            {
                await events.RecordAsync(AuthEvent.DataExported, account, $"person {person}", cancellationToken);
                isRecorded = true;
            }
            yield return row;
        }
    }
}
