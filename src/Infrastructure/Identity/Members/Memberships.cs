using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Members;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Identity.Members;

[WritesPastUnitOfWork(
    "In the command's transaction: invitations of one address by many accounts, and who joins when two accept at once."
)]
internal sealed class Memberships(AppDbContext db, ICurrentUser user, IDerivedKeys keys, TimeProvider time)
    : IMembershipReads,
        IInvitations
{
    public async Task<IReadOnlyList<MemberView>> MembersAsync(
        PageRequest page,
        Guid accountId,
        Guid? id,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (at, after) = page.Before;
        return await db
            .Database.SqlQuery<MemberView>(
                $"""
                select id, user_id, name, email, role, status, created_at, expires_at
                from (
                    select id, id as user_id, name, email, {AccountRoles.Owner} as role, 'active' as status, created_at,
                        null::timestamptz as expires_at
                    from users where id = {accountId}
                    union all
                    select member.id, member.member_id, person.name, person.email, member.role, 'active',
                        member.created_at, null
                    from account_members member join users person on person.id = member.member_id
                    where member.user_id = {accountId}
                    union all
                    select id, null, null, email, role, 'pending', created_at, expires_at
                    from account_invitations
                    where user_id = {accountId} and accepted_at is null and revoked_at is null and expires_at > {now}
                ) everybody
                where (created_at, id) < ({at}, {after}) and ({id}::uuid is null or id = {id})
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
    }

    public async Task<bool> HasMemberAsync(Guid accountId, string email, CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<Guid>(
                $"""
                select id as "Value" from users
                where lower(email) = lower({email}) and (id = {accountId}
                    or exists (select from account_members where user_id = {accountId} and member_id = users.id))
                """
            )
            .ToListAsync(cancellationToken);
        return found.Count > 0;
    }

    public Task<IReadOnlyList<AccountChoiceView>> AccountsAsync(
        PageRequest page,
        Guid personId,
        Guid current,
        CancellationToken cancellationToken
    )
    {
        var (at, after) = page.Before;
        // The names of accounts that the person does not act for at this moment are out of the account's reach.
        return db.AsSystemAsync<IReadOnlyList<AccountChoiceView>>(
            user,
            async () =>
                await db
                    .Database.SqlQuery<AccountChoiceView>(
                        $"""
                        select account_id, name, role, account_id = {current} as current, since
                        from (
                            select id as account_id, name, {AccountRoles.Owner} as role, created_at as since
                            from users where id = {personId}
                            union all
                            select owner.id, owner.name, member.role, member.created_at
                            from account_members member join users owner on owner.id = member.user_id and owner.is_active
                            where member.member_id = {personId}
                        ) accounts
                        where (since, account_id) < ({at}, {after})
                        order by since desc, account_id desc limit {page.Limit + 1}
                        """
                    )
                    .ToListAsync(cancellationToken),
            cancellationToken
        );
    }

    public Task<AccountView> AcceptAsync(
        byte[] tokenHash,
        Guid personId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        db.AsSystemAsync(
            user,
            async () =>
            {
                var offer = await LockAsync(tokenHash, personId, now, cancellationToken);
                if (!offer.IsTheirs)
                {
                    throw new DomainException(MemberErrors.InvitationForAnother);
                }
                if (offer.IsOpen)
                {
                    await JoinAsync(offer, personId, now, cancellationToken);
                }
                return await FindAsync(offer.UserId, personId, cancellationToken)
                    ?? throw new DomainException(MemberErrors.InvitationNotFound);
            },
            cancellationToken
        );

    public async Task<DateTimeOffset?> CountMailAsync(string email, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Most addresses are nobody's here, and must not be kept: a keyed hash, as for sign-ins that fail.
        var subject = HMACSHA256.HashData(
            keys.DeriveKey("aiwebbuilder invited addresses v1"u8),
            Encoding.UTF8.GetBytes(email.ToLowerInvariant())
        );
        // One after the other for each address, on whichever node, so that the count sees what came before.
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"invitations:{Convert.ToHexString(subject)}"}, 0))",
            cancellationToken
        );
        var sent = await db
            .Database.SqlQuery<DateTimeOffset>(
                $"""
                select sent_at as "Value" from invitation_mails where subject = {subject} and sent_at > {now.AddDays(
                    -1
                )}
                """
            )
            .ToListAsync(cancellationToken);
        if (sent.Count >= AccountInvitation.MostMailsInADay)
        {
            return sent.OrderDescending().ElementAt(AccountInvitation.MostMailsInADay - 1).AddDays(1);
        }
        await db.Database.ExecuteSqlAsync(
            $"insert into invitation_mails (id, subject, sent_at) values ({time.NewId()}, {subject}, {now})",
            cancellationToken
        );
        return null;
    }

    /// <summary>Locked: of several who accept at once one joins, and the others find that they have.</summary>
    private async Task<Offer> LockAsync(
        byte[] tokenHash,
        Guid personId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var found = await db
            .Database.SqlQuery<Offer>(
                $"""
                select id, user_id, role,
                    accepted_at is null and revoked_at is null and expires_at > {now} as is_open,
                    lower(email) = (select lower(person.email) from users person where person.id = {personId}) as is_theirs
                from account_invitations where token_hash = {tokenHash} for update
                """
            )
            .ToListAsync(cancellationToken);
        return found.SingleOrDefault() ?? throw new DomainException(MemberErrors.InvitationNotFound);
    }

    private async Task JoinAsync(Offer offer, Guid personId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"update account_invitations set accepted_at = {now} where id = {offer.Id}",
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into account_members (id, user_id, member_id, role, created_at)
            values ({time.NewId()}, {offer.UserId}, {personId}, {offer.Role}, {now})
            on conflict (user_id, member_id) do nothing
            """,
            cancellationToken
        );
        // Only who reads the address's mail has the token.
        await db.Database.ExecuteSqlAsync(
            $"update users set email_verified_at = {now} where id = {personId} and email_verified_at is null",
            cancellationToken
        );
    }

    private async Task<AccountView?> FindAsync(Guid accountId, Guid personId, CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<AccountView>(
                $"""
                select owner.id, owner.name, member.role
                from account_members member join users owner on owner.id = member.user_id and owner.is_active
                where member.user_id = {accountId} and member.member_id = {personId}
                """
            )
            .ToListAsync(cancellationToken);
        return found.SingleOrDefault();
    }

    private sealed record Offer(Guid Id, Guid UserId, string Role, bool IsOpen, bool IsTheirs);
}
