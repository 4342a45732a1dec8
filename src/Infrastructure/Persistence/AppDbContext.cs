using System.Linq.Expressions;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>
/// The write side: aggregates. Every entity of an account is filtered by the account acted for, every entity of a person by who acts;
/// row-level security holds the same rules once more, below EF.
/// </summary>
internal sealed class AppDbContext(DbContextOptions<AppDbContext> options, ICurrentUser? user = null)
    : DbContext(options)
{
    private Guid? Account => user?.AccountId;

    private Guid? Actor => user?.ActorId;

    private bool Anybody => user is null || user.AccountId is null;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.ClrType.IsAssignableTo(typeof(AggregateRoot)))
            {
                var root = modelBuilder.Entity(entity.ClrType);
                root.Ignore(nameof(AggregateRoot.Events));
                root.Property(nameof(AggregateRoot.Id)).ValueGeneratedNever();
                root.Property(nameof(AggregateRoot.RowVersion)).IsRowVersion();
                // Kept by a trigger: read back after each write.
                root.Property(nameof(AggregateRoot.UpdatedAt))
                    .HasDefaultValueSql("now()")
                    .ValueGeneratedOnAddOrUpdate()
                    .Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            }
            if (entity.ClrType.IsAssignableTo(typeof(ITenantOwned)) && !entity.IsOwned())
            {
                entity.SetQueryFilter("tenant", Filter(entity.ClrType, nameof(ITenantOwned.UserId), nameof(Account)));
            }
            if (entity.ClrType.IsAssignableTo(typeof(IPersonOwned)) && !entity.IsOwned())
            {
                entity.SetQueryFilter("person", Filter(entity.ClrType, nameof(IPersonOwned.UserId), nameof(Actor)));
            }
        }
    }

    /// <summary>
    /// <c>row =&gt; Anybody || row.UserId == Account</c>. Without an account only system tables can be read at all: row-level
    /// security gives no other rows.
    /// </summary>
    private LambdaExpression Filter(Type type, string owner, string mine)
    {
        var row = Expression.Parameter(type, "row");
        var me = Expression.Constant(this);
        return Expression.Lambda(
            Expression.OrElse(
                Expression.Property(me, nameof(Anybody)),
                Expression.Equal(
                    Expression.Convert(Expression.Property(row, owner), typeof(Guid?)),
                    Expression.Property(me, mine)
                )
            ),
            row
        );
    }
}

/// <summary>For dotnet-ef, which only needs the model.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<AppDbContext>
{
    public AppDbContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<AppDbContext>()
                .UseNpgsql("Host=localhost")
                .UseSnakeCaseNamingConvention()
                .Options
        );
}
