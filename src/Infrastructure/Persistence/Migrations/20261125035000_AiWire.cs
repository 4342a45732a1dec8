using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>Models that cannot stream, answers that broke off, and the upkeep of calls and books.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261125035000_AiWire")]
internal sealed class AiWire : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0014_ai_wire.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0014_ai_wire.down.sql"));
}
