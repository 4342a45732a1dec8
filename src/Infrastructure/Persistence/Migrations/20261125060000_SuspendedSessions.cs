using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>Whoever is closed out past the API is out at once as well.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261125060000_SuspendedSessions")]
internal sealed class SuspendedSessions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0017_suspended_sessions.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0017_suspended_sessions.down.sql"));
}
