using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AiWebBuilder.Infrastructure.Persistence.Migrations
{
    /// <summary>Variants of a component, and one generation at a time for each.</summary>
    public partial class ComponentVariants : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(SqlResource.Read("0002_component_variants.up.sql"));

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(SqlResource.Read("0002_component_variants.down.sql"));
    }
}
