using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>Calls, caps, stops, breakers, keys and models; the ledger and the days in full.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261125020000_AiUsage")]
internal sealed class AiUsage : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0011_ai_usage.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0011_ai_usage.down.sql"));
}
