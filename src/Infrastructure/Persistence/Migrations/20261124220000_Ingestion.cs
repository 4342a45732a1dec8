using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>A batch of events is stored in two round trips.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261124220000_Ingestion")]
internal sealed class Ingestion : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0006_ingestion.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0006_ingestion.down.sql"));
}
