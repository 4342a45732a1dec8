using System.Runtime.CompilerServices;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Publishing;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AiWebBuilder.Infrastructure.Campaigns;

internal sealed class CampaignMapping : IEntityTypeConfiguration<Campaign>
{
    public void Configure(EntityTypeBuilder<Campaign> builder)
    {
        builder.ToTable("campaigns");
        builder.Property(campaign => campaign.Name).HasMaxLength(255);
        builder.Property(campaign => campaign.Status).HasMaxLength(20);
        builder.Property(campaign => campaign.Type).HasMaxLength(30);
        builder.Property(campaign => campaign.PlatformSource).HasMaxLength(50);
        builder.Property(campaign => campaign.PlatformSourceId).HasMaxLength(255);
        builder.Property(campaign => campaign.BusinessType).HasMaxLength(100);
        builder.Property(campaign => campaign.Language).HasMaxLength(35);
        builder.Property(campaign => campaign.PerformanceRequirements).HasColumnType("jsonb");
        builder.Property(campaign => campaign.RevenueGenerated).HasPrecision(12, 2);
        builder.Property(campaign => campaign.Goals).AsJson(new ListComparer());
        builder.Property(campaign => campaign.Theme).AsJson();
        builder.Property(campaign => campaign.Plan).AsJson();
        // Never changed, only replaced: to compare what it says would cost as much as to write it.
        builder
            .Property(campaign => campaign.Facts)
            .AsJson(
                new ValueComparer<FactLedger>(
                    (left, right) => ReferenceEquals(left, right),
                    facts => RuntimeHelpers.GetHashCode(facts),
                    facts => facts
                )
            );
    }

    private sealed class ListComparer()
        : ValueComparer<IReadOnlyList<string>>(
            (left, right) => left!.SequenceEqual(right!),
            list =>
                list.Aggregate(0, (hash, text) => HashCode.Combine(hash, text.GetHashCode(StringComparison.Ordinal))),
            list => list.ToArray()
        );
}

internal sealed class CampaignComponentMapping : IEntityTypeConfiguration<CampaignComponent>
{
    public void Configure(EntityTypeBuilder<CampaignComponent> builder)
    {
        builder.ToTable("campaign_components");
        builder.Property(component => component.Name).HasMaxLength(255);
        builder.Property(component => component.ComponentType).HasMaxLength(50);
        builder.Property(component => component.Props).HasColumnType("jsonb");
        builder.Property(component => component.ExportFormats).HasColumnType("jsonb");
        builder.Property(component => component.AiGenerationMetadata).HasColumnType("jsonb");
        builder.Property(component => component.EngagementScore).HasPrecision(5, 2);
        builder.Property(component => component.Page).HasMaxLength(100);
        builder.Property(component => component.Kind).HasMaxLength(50);
        builder.Property(component => component.Anchor).HasMaxLength(60);
        builder.Ignore(component => component.Content);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(component => component.CampaignId);
        builder.HasMany(component => component.Versions).WithOne().HasForeignKey(version => version.ComponentId);
    }
}

internal sealed class ComponentVersionMapping : IEntityTypeConfiguration<ComponentVersion>
{
    public void Configure(EntityTypeBuilder<ComponentVersion> builder)
    {
        builder.ToTable("component_versions");
        builder.HasKey(version => new { version.ComponentId, version.Version });
        builder.Property(version => version.Version).ValueGeneratedNever();
        builder.Property(version => version.Name).HasMaxLength(255);
        builder.Property(version => version.Props).HasColumnType("jsonb");
        builder.Property(version => version.Origin).HasMaxLength(20);
    }
}

internal sealed class CampaignEditMapping : IEntityTypeConfiguration<CampaignEdit>
{
    public void Configure(EntityTypeBuilder<CampaignEdit> builder)
    {
        builder.ToTable("campaign_edits");
        builder.Property(edit => edit.Status).HasMaxLength(20);
        builder.Property(edit => edit.Operations).AsJson();
        builder.Property(edit => edit.Unchanged).AsJson();
        builder.HasOne<Campaign>().WithMany().HasForeignKey(edit => edit.CampaignId);
    }
}

internal sealed class PublicationMapping : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> builder)
    {
        builder.ToTable("publications");
        builder.Property(publication => publication.Id).HasColumnName("campaign_id");
        builder.Property(publication => publication.Slug).HasMaxLength(100);
        builder.HasOne<Campaign>().WithOne().HasForeignKey<Publication>(publication => publication.Id);
        builder.HasMany(publication => publication.Pages).WithOne().HasForeignKey(page => page.CampaignId);
        builder.Navigation(publication => publication.Pages).AutoInclude();
    }
}

internal sealed class PublishedPageMapping : IEntityTypeConfiguration<PublishedPage>
{
    public void Configure(EntityTypeBuilder<PublishedPage> builder)
    {
        builder.ToTable("published_pages");
        builder.HasKey(page => new { page.CampaignId, page.Page });
        builder.Property(page => page.Page).HasMaxLength(100);
        builder.Property(page => page.ETag).HasMaxLength(64).HasColumnName("etag");
    }
}
