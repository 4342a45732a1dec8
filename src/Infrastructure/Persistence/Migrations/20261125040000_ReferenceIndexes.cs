using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>An index for each reference that had none.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261125040000_ReferenceIndexes")]
internal sealed class ReferenceIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0015_reference_indexes.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0015_reference_indexes.down.sql"));
}
