using AiWebBuilder.Infrastructure.Persistence.Schema;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>
/// The tables of all modules, in SQL, which says what EF cannot: partitions, partial indexes, checks, roles and grants. Functions, views,
/// triggers and policies are applied after it, each from its own file.
/// </summary>
public partial class Baseline : Migration
{
    private const string Folder = "migrations/baseline";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/roles.up.sql"));
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/identity.up.sql"));
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/campaigns.up.sql"));
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/ai_usage.up.sql"));
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/ai_usage_data.up.sql"));
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/library.up.sql"));
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/analytics.up.sql"));
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/integrations.up.sql"));
        // The months of the events table are made by a function, here as in every later month.
        migrationBuilder.Sql(SqlResource.Read("functions/Analytics/ensure_event_partitions.sql"));
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/analytics_months.up.sql"));
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/operations.up.sql"));
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/common.up.sql"));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("set local lock_timeout = '2s';");
        migrationBuilder.Sql(SqlFiles.DropAll());
        migrationBuilder.Sql(SqlResource.Read($"{Folder}/down.sql"));
    }
}
