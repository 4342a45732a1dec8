using AiWebBuilder.Domain.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AiWebBuilder.Infrastructure.Identity;

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.Property(user => user.Email).HasMaxLength(255);
        builder.Property(user => user.PasswordHash).HasMaxLength(255);
        builder.Property(user => user.PasswordScheme).HasMaxLength(20);
        builder.Property(user => user.Name).HasMaxLength(255);
        builder.Property(user => user.SubscriptionTier).HasMaxLength(20);
        builder.Property(user => user.SubscriptionStatus).HasMaxLength(20);
        builder.Property(user => user.Settings).HasColumnType("jsonb");
    }
}

internal sealed class UserSessionMapping : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.ToTable("user_sessions");
        builder.Property(session => session.UserAgent).HasMaxLength(500);
        builder.HasOne<User>().WithMany().HasForeignKey(session => session.UserId);
    }
}
