using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiWebBuilder.Infrastructure.Persistence.Migrations;

/// <summary>Jobs that are cancelled, queues that are paused, and administrators' looks at a person's data.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("20261125013000_JobAdministration")]
internal sealed class JobAdministration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0010_job_administration.up.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(SqlResource.Read("0010_job_administration.down.sql"));
}
