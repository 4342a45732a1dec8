using System.Security.Cryptography;
using System.Text;

namespace AiWebBuilder.IntegrationTests.Isolation;

/// <summary>
/// What tests of the whole product need of one module, in one place: <c>tests/IntegrationTests/&lt;Module&gt;/&lt;Module&gt;Samples.cs</c>,
/// found by scan.
/// </summary>
internal abstract class ModuleSamples
{
    /// <summary>Those of lower numbers come first: other modules' rows refer to theirs.</summary>
    public virtual int Order => 10;

    /// <summary>SQL for the owner of the database: one row in each of the module's tenant tables.</summary>
    /// <param name="user">The account's id.</param>
    /// <param name="account">The account's name, of which <see cref="SampleIds.Of"/> makes the ids of its rows.</param>
    public abstract string Rows(Guid user, string account);

    /// <summary>By operation, a body that it would carry out for its owner; <c>{name}</c> becomes the id that an attack puts there.</summary>
    public virtual IReadOnlyDictionary<string, string> Bodies { get; } = new Dictionary<string, string>();

    /// <summary>Values of parameters that are no ids.</summary>
    public virtual IReadOnlyDictionary<string, string> Places { get; } = new Dictionary<string, string>();

    /// <summary>Where another account's id is answered by something else than 404.</summary>
    public virtual IReadOnlyList<ForeignAnswer> ForeignAnswers => [];

    /// <summary>Makes one of each kind of the module's things through the API, and says their ids (<see cref="Tenant.Is"/>).</summary>
    /// <param name="word">Stands in every text that it makes.</param>
    public virtual Task MakeAsync(Tenant tenant, Host database, string word) => Task.CompletedTask;

    /// <summary>All modules' samples, in their order.</summary>
    public static IReadOnlyList<ModuleSamples> All { get; } =
    [
        .. typeof(ModuleSamples)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ModuleSamples)))
            .Select(type => (ModuleSamples)Activator.CreateInstance(type)!)
            .OrderBy(samples => samples.Order)
            .ThenBy(samples => samples.GetType().Name, StringComparer.Ordinal),
    ];
}

/// <summary>How an operation answers when these parameters are another account's ids, and why that gives nothing away.</summary>
/// <param name="Foreign">The parameters, joined by +; empty: none, for what fails for its owner too.</param>
internal sealed record ForeignAnswer(string Operation, string Foreign, int Status, string Because);

internal static class SampleIds
{
    /// <summary>The id of an account's row: the same for the same names.</summary>
    public static Guid Of(string account, string row) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}/{row}")).AsSpan(0, 16));
}
