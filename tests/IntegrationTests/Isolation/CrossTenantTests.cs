using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Isolation;

/// <summary>
/// No account reaches another's, whatever ids it sends: with both defences, and with each of them alone. The operations come from
/// the served document.
/// </summary>
internal sealed class CrossTenantTests
{
    [Test]
    public async Task No_operation_touches_or_shows_anything_of_another_account()
    {
        await using var stage = await Stage.SetAsync();
        stage.MarkedColumns.ShouldBeGreaterThan(60, "the marker must stand wherever a text can stand");
        using var attacker = stage.StartNode();
        var suite = new CrossTenantSuite(stage, attacker);

        Judge(await suite.RunAsync());
    }

    [Test]
    public async Task Row_level_security_holds_without_the_filters_of_EF()
    {
        await using var stage = await Stage.SetAsync();
        using var attacker = stage.StartNode(services =>
            services.ConfigureDbContext<AppDbContext>(options =>
                options.ReplaceService<IModelCustomizer, WithoutFilters>()
            )
        );
        FiltersOf(stage).ShouldBe(0, "they were to be off");

        Judge(await new CrossTenantSuite(stage, attacker).RunAsync());
    }

    [Test]
    public async Task The_filters_and_conditions_hold_without_row_level_security()
    {
        await using var stage = await Stage.SetAsync();
        var tables = await stage.Database.ListAsync<string>(TenantState.Tables);
        foreach (var table in tables)
        {
            await stage.ExecuteAsync($"alter table {table} disable row level security");
        }
        (await VisibleToAnybodyAsync(stage)).ShouldBeGreaterThan(1, "it was to be off");
        using var attacker = stage.StartNode();
        FiltersOf(stage).ShouldBeGreaterThan(5);

        Judge(await new CrossTenantSuite(stage, attacker).RunAsync());
    }

    [Test]
    public async Task What_the_attacks_ask_for_is_there_for_its_owner()
    {
        await using var stage = await Stage.SetAsync();
        using var owner = stage.StartNode();

        var report = await new CrossTenantSuite(stage, owner).ControlAsync();

        string.Join('\n', report.Findings).ShouldBeEmpty();
        report.Covered.Count.ShouldBe(report.Operations);
        report.Operations.ShouldBeGreaterThan(35);
    }

    private static void Judge(Report report)
    {
        TestContext.Out.WriteLine(
            $"{report.Covered.Count} of {report.Operations} operations, {report.Calls} calls, "
                + $"{report.Tables} tables compared after each, {report.Findings.Count} findings"
        );
        string.Join('\n', report.Findings).ShouldBeEmpty();
        report.Covered.Count.ShouldBe(report.Operations);
        report.Operations.ShouldBeGreaterThanOrEqualTo(63);
        report.Calls.ShouldBeGreaterThan(100);
        report.Tables.ShouldBeGreaterThanOrEqualTo(28);
    }

    private static int FiltersOf(Stage stage)
    {
        using var scope = stage.Services.CreateScope();
        return scope
            .ServiceProvider.GetRequiredService<AppDbContext>()
            .Model.GetEntityTypes()
            .Sum(entity => entity.GetDeclaredQueryFilters().Count);
    }

    private static async Task<long> VisibleToAnybodyAsync(Stage stage)
    {
        await using var app = NpgsqlDataSource.Create(DatabaseConnections.Derive(stage.Database.Owner).App);
        await using var command = app.CreateCommand("select count(distinct user_id) from campaigns");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Takes the filters off the finished model: EF's own seam, which only a test's services can reach.</summary>
    private sealed class WithoutFilters(ModelCustomizerDependencies dependencies)
        : RelationalModelCustomizer(dependencies)
    {
        public override void Customize(ModelBuilder modelBuilder, DbContext context)
        {
            base.Customize(modelBuilder, context);
            foreach (var entity in modelBuilder.Model.GetEntityTypes())
            {
                foreach (var filter in entity.GetDeclaredQueryFilters().ToArray())
                {
                    if (filter.Key is { } key)
                    {
                        entity.SetQueryFilter(key, null);
                    }
                    else
                    {
                        entity.SetQueryFilter(null);
                    }
                }
            }
        }
    }
}
