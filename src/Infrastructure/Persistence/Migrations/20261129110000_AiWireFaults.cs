using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>A refused model is left alone without its provider, and a price can be corrected on its own day.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261129110000_AiWireFaults")]
internal sealed class AiWireFaults : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0019_ai_wire_faults.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0019_ai_wire_faults.down.sql"));
}
