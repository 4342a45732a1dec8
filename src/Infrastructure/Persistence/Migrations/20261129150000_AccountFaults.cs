using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>An audit log that each account writes for itself alone, counted invitations, and a schema whose state its servers can read.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261129150000_AccountFaults")]
internal sealed class AccountFaults : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0023_account_faults.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0023_account_faults.down.sql"));
}
