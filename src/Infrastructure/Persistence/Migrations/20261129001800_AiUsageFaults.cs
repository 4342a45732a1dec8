using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>Thresholds that are weighed when a cap is set, a probe that is a call, and counts that no column held.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261129001800_AiUsageFaults")]
internal sealed class AiUsageFaults : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0018_ai_usage_faults.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0018_ai_usage_faults.down.sql"));
}
