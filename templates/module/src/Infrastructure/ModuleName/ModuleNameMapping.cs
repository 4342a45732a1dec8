using AiWebBuilder.Domain.ModuleName;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AiWebBuilder.Infrastructure.ModuleName;

internal sealed class AggregateNameMapping : IEntityTypeConfiguration<AggregateName>
{
    public void Configure(EntityTypeBuilder<AggregateName> builder)
    {
        builder.ToTable("aggregate_name");
        builder.Property(aggregate => aggregate.Name).HasMaxLength(255);
    }
}
