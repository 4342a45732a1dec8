using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>Two rules that only the database can hold against requests at the same time, and indexes for its own look-ups.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261123130500_OneGenerationPerCampaign")]
internal sealed class OneGenerationPerCampaign : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0003_one_generation_per_campaign.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0003_one_generation_per_campaign.down.sql"));
}
