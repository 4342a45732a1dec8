using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Domain.Identity.ApiKeys;
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

internal sealed class AccountMemberMapping : IEntityTypeConfiguration<AccountMember>
{
    public void Configure(EntityTypeBuilder<AccountMember> builder)
    {
        builder.ToTable("account_members");
        builder.Property(member => member.Role).HasMaxLength(20);
    }
}

internal sealed class AccountInvitationMapping : IEntityTypeConfiguration<AccountInvitation>
{
    public void Configure(EntityTypeBuilder<AccountInvitation> builder)
    {
        builder.ToTable("account_invitations");
        builder.Property(invitation => invitation.Email).HasMaxLength(255);
        builder.Property(invitation => invitation.Role).HasMaxLength(20);
    }
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.Property(key => key.Name).HasMaxLength(100);
        builder.Property(key => key.Hint).HasMaxLength(30);
        // Known to EF so that it writes the successor first.
        builder.HasOne<ApiKey>().WithMany().HasForeignKey(key => key.ReplacedBy).OnDelete(DeleteBehavior.SetNull);
    }
}
