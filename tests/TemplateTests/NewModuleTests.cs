using System.Text.RegularExpressions;

namespace AiWebBuilder.TemplateTests;

/// <summary>
/// <c>./dev new module</c> in a copy of this checkout, changes that are not committed included. It builds the copy twice, which takes
/// minutes: <c>./dev test module</c>.
/// </summary>
internal sealed partial class NewModuleTests
{
    private Checkout copy = null!;
    private Run made = null!;
    private string[] changes = [];

    [OneTimeSetUp]
    public async Task MakeAsync()
    {
        copy = await Checkout.CopyAsync();
        made = await copy.DevAsync("new", "module", "Loyalty", "LoyaltyCard");
        changes = await copy.ChangesAsync();
    }

    [OneTimeTearDown]
    public void Remove() => copy?.Dispose();

    [Test]
    public void It_makes_its_own_files_and_edits_only_what_is_generated()
    {
        made.Code.ShouldBe(0, made.Output);
        changes
            .Where(change => change.StartsWith("??", StringComparison.Ordinal))
            .Select(change => Timestamp().Replace(change[3..], "0_"))
            .ShouldBe(
                [
                    "src/Api/Loyalty/LoyaltyEndpoints.cs",
                    "src/Application/Loyalty/Contracts/LoyaltyPermissions.cs",
                    "src/Application/Loyalty/CreateLoyaltyCard.cs",
                    "src/Domain/Loyalty/LoyaltyCard.cs",
                    "src/Domain/Loyalty/LoyaltyErrors.cs",
                    "src/Infrastructure/Loyalty/LoyaltyMapping.cs",
                    "src/Infrastructure/Loyalty/LoyaltyModule.cs",
                    "src/Infrastructure/Persistence/Migrations/0_Loyalty.Designer.cs",
                    "src/Infrastructure/Persistence/Migrations/0_Loyalty.cs",
                    "src/Infrastructure/Persistence/Sql/migrations/loyalty.down.sql",
                    "src/Infrastructure/Persistence/Sql/migrations/loyalty.up.sql",
                    "src/Infrastructure/Persistence/Sql/policies/Loyalty/loyalty_card.sql",
                    "src/Infrastructure/Persistence/Sql/triggers/Loyalty/loyalty_card.sql",
                    "tests/IntegrationTests/Loyalty/LoyaltySamples.cs",
                    "tests/UnitTests/Loyalty/LoyaltyCardTests.cs",
                ],
                ignoreOrder: true
            );
        changes
            .Where(change => !change.StartsWith("??", StringComparison.Ordinal))
            .ShouldBe(
                [
                    " M docs/api/openapi.json",
                    " M docs/errors.md",
                    " M docs/operations/accounts.md",
                    " M src/Infrastructure/Persistence/Migrations/AppDbContextModelSnapshot.cs",
                ],
                ignoreOrder: true
            );
    }

    [Test]
    public async Task Its_code_is_formatted()
    {
        var check = await copy.DevAsync("format", "--check");
        check.Code.ShouldBe(0, check.Output);
    }

    [Test]
    public async Task Its_own_unit_test_and_every_architecture_rule_pass()
    {
        var run = await copy.DevAsync("test", "unit");

        run.Code.ShouldBe(0, run.Output);
        var passed = copy.Passed("UnitTests").Concat(copy.Passed("ArchitectureTests")).ToArray();
        passed.ShouldContain(name => name.StartsWith("AiWebBuilder.UnitTests.Loyalty.", StringComparison.Ordinal));
        passed
            .Count(name => name.StartsWith("AiWebBuilder.ArchitectureTests.", StringComparison.Ordinal))
            .ShouldBeGreaterThanOrEqualTo(90);
    }

    /// <summary>Those that take every table, operation and permission, and so the new ones.</summary>
    [Test]
    public async Task The_tests_that_read_every_module_pass()
    {
        string[] suites =
        [
            ".Isolation.",
            ".Schema.",
            ".Contract.",
            ".ErasureTests.",
            ".PersonalExportTests.",
            ".RefusalTests.",
        ];
        var run = await copy.DevAsync(
            "test",
            "integration",
            "--filter",
            string.Join('|', suites.Select(suite => $"FullyQualifiedName~{suite}"))
        );

        run.Code.ShouldBe(0, run.Output);
        var passed = copy.Passed("IntegrationTests");
        passed.Count.ShouldBeGreaterThanOrEqualTo(100);
        suites
            .Where(suite => !passed.Any(name => name.Contains(suite, StringComparison.Ordinal)))
            .ShouldBeEmpty("ran no test");
        TestContext.Out.WriteLine(run.Output.TrimEnd().Split('\n')[^1]);
    }

    [GeneratedRegex(@"(?<=/Migrations/)\d{14}_", RegexOptions.None, 1000)]
    private static partial Regex Timestamp();
}
