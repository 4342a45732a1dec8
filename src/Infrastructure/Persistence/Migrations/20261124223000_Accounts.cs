using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>Members, keys, second factors, mails' links, throttles, billing and erasure.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261124223000_Accounts")]
internal sealed class Accounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0007_accounts.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0007_accounts.down.sql"));
}
