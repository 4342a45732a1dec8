using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>Cancelled calls that are charged, stops that stay, figures set from the ledger, and refusals that wait for what is held.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261129120000_AiMoneyFaults")]
internal sealed class AiMoneyFaults : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0020_ai_money_faults.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0020_ai_money_faults.down.sql"));
}
