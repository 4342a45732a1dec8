using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>Visitors' orders, currencies and forms are stored through functions, and the public role reaches no table of theirs.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261129140000_EventFaults")]
internal sealed class EventFaults : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0022_event_faults.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0022_event_faults.down.sql"));
}
