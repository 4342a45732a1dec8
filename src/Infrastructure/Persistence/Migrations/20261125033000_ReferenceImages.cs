using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>Uploaded reference images, and the account's storage that is counted with them.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261125033000_ReferenceImages")]
internal sealed class ReferenceImages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0012_reference_images.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0012_reference_images.down.sql"));
}
