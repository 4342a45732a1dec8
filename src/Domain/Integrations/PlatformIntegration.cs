using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Authorizations;
using AiWebBuilder.Domain.Integrations.Syncs;

namespace AiWebBuilder.Domain.Integrations;

/// <summary>A connection to an account's place on another platform: one for each platform.</summary>
public sealed class PlatformIntegration : AggregateRoot, ITenantOwned
{
    private PlatformIntegration() { }

    public Guid UserId { get; private init; }

    /// <summary>One of <see cref="PlatformTypes"/>.</summary>
    public string PlatformType { get; private init; } = "";

    /// <summary>One of <see cref="Integrations.ConnectionStatus"/>.</summary>
    public string ConnectionStatus { get; private set; } = Integrations.ConnectionStatus.Pending;

    /// <summary>One of <see cref="ConnectionProblems"/>; null: none is known.</summary>
    public string? ConnectionProblem { get; private set; }

    /// <summary>What the person must do next; null: nothing.</summary>
    public string? NextStep { get; private set; }

    public string? AccountName { get; private set; }
    public string? AccountEmail { get; private set; }

    /// <summary>Null: it is disconnected.</summary>
    public string? EncryptedCredentials { get; private set; }
    public string? CredentialsHint { get; private set; }

    /// <summary>A JSON object: what is known of the platform, nothing of it secret.</summary>
    public string PlatformMetadata { get; private set; } = "{}";
    public DateTimeOffset? LastSyncAt { get; private set; }

    /// <summary>One of <see cref="Integrations.SyncStatus"/>.</summary>
    public string SyncStatus { get; private set; } = Integrations.SyncStatus.Idle;
    public string? SyncErrorMessage { get; private set; }

    /// <summary>One of <see cref="SyncSchedules"/>; null: only when somebody asks.</summary>
    public string? SyncSchedule { get; private set; }

    /// <summary>When the schedule is due next; it waits while the platform is not connected.</summary>
    public DateTimeOffset? NextSyncAt { get; private set; }

    /// <summary>Whether what visitors send through forms goes there as contacts.</summary>
    public bool SendsLeads { get; private set; }

    /// <param name="box">The credentials, sealed: what opens them is the installation's.</param>
    /// <param name="hint">The end of the secret, by which it is told apart; null: it is short.</param>
    /// <param name="metadata">A JSON object: what of the credentials is not secret.</param>
    public static PlatformIntegration Connect(
        Guid id,
        Guid userId,
        string platformType,
        string? accountName,
        string box,
        string? hint,
        string metadata,
        DateTimeOffset now
    )
    {
        var integration = new PlatformIntegration
        {
            Id = id,
            UserId = userId,
            PlatformType = platformType,
            CreatedAt = now,
            AccountName = accountName,
        };
        integration.Reconnect(box, hint, metadata);
        return integration;
    }

    public void Rename(string? accountName) => AccountName = accountName;

    /// <summary>Other credentials; what was found with the old ones stays. They are not proved yet.</summary>
    public void Reconnect(string box, string? hint, string metadata)
    {
        EncryptedCredentials = box;
        CredentialsHint = hint;
        Choose(metadata);
    }

    /// <summary>Another part of the platform's account is meant: that it may be used is not proved yet.</summary>
    public void Choose(string metadata)
    {
        PlatformMetadata = metadata;
        Become(
            Integrations.ConnectionStatus.Pending,
            ConnectionProblems.NotVerified,
            "Verify the connection: POST /v1/integrations/{integrationId}/verification."
        );
    }

    /// <summary>Nothing of the credentials stays; what was found does.</summary>
    public void Disconnect()
    {
        EncryptedCredentials = null;
        CredentialsHint = null;
        Become(
            Integrations.ConnectionStatus.Disconnected,
            ConnectionProblems.NoCredentials,
            "Send credentials to connect again."
        );
    }

    /// <summary>A name that a person gave stays.</summary>
    /// <param name="verified">The box of the credentials that were tried.</param>
    /// <exception cref="DomainException">Conflict: they were replaced meanwhile.</exception>
    public void RecordCheck(ConnectionCheck check, string verified)
    {
        if (EncryptedCredentials != verified)
        {
            throw new DomainException(IntegrationErrors.CredentialsReplaced);
        }
        Become(check.Status, check.Problem, check.NextStep);
        AccountName ??= check.AccountName;
        AccountEmail = check.AccountEmail ?? AccountEmail;
        PlatformMetadata = check.Metadata ?? PlatformMetadata;
    }

    /// <exception cref="DomainException">Conflict: the connection is not proved.</exception>
    public void BeginSync()
    {
        RequireConnected();
        SyncStatus = Integrations.SyncStatus.Syncing;
        SyncErrorMessage = null;
    }

    public void CompleteSync(DateTimeOffset now)
    {
        SyncStatus = Integrations.SyncStatus.Completed;
        LastSyncAt = now;
    }

    /// <summary>What was found before stays; a connection that is broken says so.</summary>
    /// <param name="check">What is wrong with the connection; null: nothing that a person must see to.</param>
    public void FailSync(string message, ConnectionCheck? check)
    {
        SyncStatus = Integrations.SyncStatus.Error;
        SyncErrorMessage = message;
        if (check is not null)
        {
            Break(check);
        }
    }

    /// <param name="schedule">One of <see cref="SyncSchedules"/>; null: none any more.</param>
    public void Schedule(string? schedule, DateTimeOffset now)
    {
        SyncSchedule = schedule;
        NextSyncAt = schedule is null ? null : SyncSchedules.FirstAfter(schedule, Id, now);
    }

    /// <summary>Of those who send a form from now on.</summary>
    public void SendLeads(bool sends) => SendsLeads = sends;

    /// <summary>The platform refuses what it allowed before.</summary>
    public void Break(ConnectionCheck check) => Become(check.Status, check.Problem, check.NextStep);

    public void CancelSync() => SyncStatus = Integrations.SyncStatus.Idle;

    /// <exception cref="DomainException">Conflict: the connection is not proved.</exception>
    public void RequireConnected()
    {
        if (ConnectionStatus != Integrations.ConnectionStatus.Connected)
        {
            throw new DomainException(IntegrationErrors.NotConnected);
        }
    }

    private void Become(string status, string? problem, string? nextStep)
    {
        if (problem == ConnectionProblems.NeedsReauth && ConnectionProblem != problem)
        {
            Raise(new GrantEnded(Id, UserId));
        }
        ConnectionStatus = status;
        ConnectionProblem = problem;
        NextStep = nextStep;
    }
}
