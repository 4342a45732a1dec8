using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>Caps by day, month and in total beside each other.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261125034000_BudgetWindows")]
internal sealed class BudgetWindows : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0013_budget_windows.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0013_budget_windows.down.sql"));
}
