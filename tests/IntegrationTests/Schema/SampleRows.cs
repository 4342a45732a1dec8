using AiWebBuilder.IntegrationTests.Isolation;

namespace AiWebBuilder.IntegrationTests.Schema;

/// <summary>One row in each tenant table, for an account of a given name.</summary>
internal static class SampleRows
{
    /// <summary>SQL for the owner; <paramref name="user"/> becomes the account.</summary>
    public static string Insert(Guid user, string account) =>
        string.Concat(ModuleSamples.All.Select(samples => samples.Rows(user, account)));
}
