using AiWebBuilder.Domain.AiUsage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AiWebBuilder.Infrastructure.AiUsage;

internal sealed class AiGenerationMapping : IEntityTypeConfiguration<AiGeneration>
{
    public void Configure(EntityTypeBuilder<AiGeneration> builder)
    {
        builder.ToTable("ai_generations");
        builder.Property(generation => generation.GenerationType).HasMaxLength(50);
        builder.Property(generation => generation.ModelUsed).HasMaxLength(100);
        builder.Property(generation => generation.Provider).HasMaxLength(50);
        builder.Property(generation => generation.Status).HasMaxLength(20);
        builder.Property(generation => generation.Cost).HasPrecision(8, 4);
        builder.Property(generation => generation.ResultData).HasColumnType("jsonb");
        builder.Property(generation => generation.Estimate).HasColumnType("jsonb");
        builder.Ignore(generation => generation.IsProcessing);
        builder.Ignore(generation => generation.IsCancelled);
        builder.HasMany(generation => generation.Steps).WithOne().HasForeignKey(step => step.GenerationId);
        builder.Navigation(generation => generation.Steps).AutoInclude();
    }
}

internal sealed class GenerationStepMapping : IEntityTypeConfiguration<GenerationStep>
{
    public void Configure(EntityTypeBuilder<GenerationStep> builder)
    {
        builder.ToTable("generation_steps");
        builder.Property(step => step.Id).ValueGeneratedNever();
        builder.Property(step => step.Name).HasMaxLength(255);
        builder.Property(step => step.Section).HasColumnType("jsonb");
        builder.Property(step => step.Status).HasMaxLength(20);
    }
}
