using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Analyses;
using AiWebBuilder.Domain.Integrations.Exports;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AiWebBuilder.Infrastructure.Integrations;

internal sealed class PlatformIntegrationMapping : IEntityTypeConfiguration<PlatformIntegration>
{
    public void Configure(EntityTypeBuilder<PlatformIntegration> builder)
    {
        builder.ToTable("platform_integrations");
        builder.Property(integration => integration.PlatformType).HasMaxLength(50);
        builder.Property(integration => integration.ConnectionStatus).HasMaxLength(20);
        builder.Property(integration => integration.ConnectionProblem).HasMaxLength(50);
        builder.Property(integration => integration.AccountName).HasMaxLength(255);
        builder.Property(integration => integration.AccountEmail).HasMaxLength(255);
        builder.Property(integration => integration.CredentialsHint).HasMaxLength(20);
        builder.Property(integration => integration.PlatformMetadata).HasColumnType("jsonb");
        builder.Property(integration => integration.SyncStatus).HasMaxLength(20);
        builder.Property(integration => integration.SyncSchedule).HasMaxLength(10);
    }
}

internal sealed class IntegrationSyncMapping : IEntityTypeConfiguration<IntegrationSync>
{
    public void Configure(EntityTypeBuilder<IntegrationSync> builder)
    {
        builder.ToTable("integration_syncs");
        builder.Property(sync => sync.Status).HasMaxLength(20);
        builder.Property(sync => sync.Objects).AsJson();
        builder.Property(sync => sync.Changes).AsJson();
        builder.HasOne<PlatformIntegration>().WithMany().HasForeignKey(sync => sync.IntegrationId);
    }
}

internal sealed class PlatformAnalysisMapping : IEntityTypeConfiguration<PlatformAnalysis>
{
    public void Configure(EntityTypeBuilder<PlatformAnalysis> builder)
    {
        builder.ToTable("platform_analyses");
        builder.Property(analysis => analysis.AnalysisType).HasMaxLength(50);
        builder.Property(analysis => analysis.Status).HasMaxLength(20);
        builder.Property(analysis => analysis.AiModelUsed).HasMaxLength(100);
        builder.Property(analysis => analysis.AiCost).HasPrecision(10, 4);
        foreach (
            var json in new[]
            {
                nameof(PlatformAnalysis.Facts),
                nameof(PlatformAnalysis.Summary),
                nameof(PlatformAnalysis.CampaignsAnalyzed),
                nameof(PlatformAnalysis.Recommendations),
                nameof(PlatformAnalysis.MigrationAssessment),
            }
        )
        {
            builder.Property(json).HasColumnType("jsonb");
        }
        builder.HasOne<PlatformIntegration>().WithMany().HasForeignKey(analysis => analysis.IntegrationId);
    }
}

internal sealed class PlatformExportMapping : IEntityTypeConfiguration<PlatformExport>
{
    public void Configure(EntityTypeBuilder<PlatformExport> builder)
    {
        builder.ToTable("platform_exports");
        builder.Property(export => export.Status).HasMaxLength(20);
        builder.Property(export => export.PageStatus).HasMaxLength(20);
        builder.Property(export => export.Items).AsJson();
        builder.HasOne<PlatformIntegration>().WithMany().HasForeignKey(export => export.IntegrationId);
    }
}

internal sealed class WrittenPageMapping : IEntityTypeConfiguration<WrittenPage>
{
    public void Configure(EntityTypeBuilder<WrittenPage> builder)
    {
        builder.ToTable("written_pages");
        builder.Property(page => page.Object).HasMaxLength(30);
        builder.Property(page => page.ExternalId).HasMaxLength(255);
        builder.Property(page => page.Sent).HasMaxLength(64);
        builder.Property(page => page.Written).AsJson();
        builder.Property(page => page.Before).AsJson();
        builder.Ignore(page => page.Mark);
        builder.HasOne<PlatformIntegration>().WithMany().HasForeignKey(page => page.IntegrationId);
    }
}

internal sealed class WrittenMediaMapping : IEntityTypeConfiguration<WrittenMedia>
{
    public void Configure(EntityTypeBuilder<WrittenMedia> builder)
    {
        builder.ToTable("written_media");
        builder.Property(media => media.ContentHash).HasMaxLength(64);
        builder.Property(media => media.ExternalId).HasMaxLength(255);
        builder.HasOne<PlatformIntegration>().WithMany().HasForeignKey(media => media.IntegrationId);
    }
}
