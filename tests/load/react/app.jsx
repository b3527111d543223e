// The lounge as a React app usually has it: an empty page, a bundle that draws it, the talk as JSON, socket.io for what comes. The same elements, classes and
// style sheets as the product's page, so that both draw the same.
import { useEffect, useReducer, useState } from "react";
import { createRoot } from "react-dom/client";
import { io } from "socket.io-client";

const slug = location.pathname.split("/").at(-1);
const clock = new Intl.DateTimeFormat("en", { hour: "numeric", minute: "2-digit" });
const GROUP_WITHIN = 5 * 60_000;

const Icon = ({ name, className = "icon" }) => <svg className={className} aria-hidden="true"><use href={`/icons/sprite.svg#${name}`} /></svg>;

const RUNS = {
  b: (text) => <strong>{text}</strong>, i: (text) => <em>{text}</em>, bi: (text) => <strong><em>{text}</em></strong>, c: (text) => <code>{text}</code>,
  a: (text, href) => <a href={href} rel="nofollow noopener noreferrer ugc" target="_blank">{text}</a>, m: (text, who) => <span className="mention" data-id={who}>{text}</span>,
};
const Run = ({ run }) => (typeof run === "string" ? run : RUNS[run[0]](run[1], run[2]));
const Block = ({ block: [kind, ...runs] }) => (kind === "c" ? <pre><code>{runs[0]}</code></pre> : <p>{runs.map((run, i) => <Run key={i} run={run} />)}</p>);

function Quote({ message }) {
  return (
    <a className="quote" href={`/lounges/${slug}/messages/${message.quote_seq}`}>
      <bdi className="quote-author">{message.quote_author}</bdi> <span className="quote-text" dir="auto">{message.quote_text}</span>
    </a>
  );
}

function Line({ message, follows, mine, reactions }) {
  return (
    <li className={`line${follows ? " follows" : ""}${mine ? " mine" : ""}`}>
      <span className="avatar" aria-hidden="true">{message.author[0]}</span>
      <p className="by"><a className="author" dir="auto" href={`/people/${message.author_id}`}>{message.author}</a> <a className="permalink" href={`/lounges/${slug}/${message.seq}`}><time>{clock.format(message.at)}</time></a></p>
      {message.quote_seq && <Quote message={message} />}
      <div className="body" dir="auto">{message.format ? JSON.parse(message.format).map((block, i) => <Block key={i} block={block} />) : message.body}</div>
      {reactions && <ul className="reactions">{reactions.map(({ emoji, people }) => <li key={emoji}><button className="reaction" type="button"><span className="emoji">{emoji}</span> <span className="people">{people}</span></button></li>)}</ul>}
    </li>
  );
}

const goesOn = (message, previous) => previous && previous.author_id === message.author_id && message.at - previous.at < GROUP_WITHIN;

function Lines({ talk }) {
  const by = Map.groupBy(talk.reactions, ({ message_id }) => message_id);
  return (
    <ol className="lines" id="lines">
      {talk.messages.map((message, i) => (
        <Line key={message.seq} message={message} follows={goesOn(message, talk.messages[i - 1])} mine={message.author_id === talk.viewer.person} reactions={by.get(message.id)} />
      ))}
    </ol>
  );
}

function Head({ talk }) {
  return (
    <header className="room">
      <a className="icon-button" href="/languages" aria-label="All lounges"><Icon name="back" className="icon flip" /></a>
      <div className="room-title"><h1><bdi>{talk.lounge.name}</bdi></h1><p><bdi>{talk.lounge.language}</bdi></p></div>
      <button className="icon-button" type="button" aria-label="Search"><Icon name="search" /></button>
      <button className="icon-button" type="button" aria-label="Go to a day"><Icon name="day" /></button>
      <button className="icon-button" type="button" aria-label="Sound and notifications"><Icon name="bell" /></button>
      <a className="present" href="#members"><Icon name="people" /><span>{talk.members.length} here</span></a>
    </header>
  );
}

function Members({ members }) {
  return (
    <aside className="members" id="members" aria-label="Who is here">
      <div className="members-head"><h2>Who is here <span className="members-count">{members.length}</span></h2></div>
      <ul className="member-list">
        {members.map(({ id, name, guest }) => (
          <li key={id} className="member"><span className="avatar" aria-hidden="true">{name[0]}</span><a className="member-name" dir="auto" href={`/people/${id}`}>{name}</a>{guest ? <span className="member-kind">guest</span> : null}</li>
        ))}
      </ul>
    </aside>
  );
}

function Composer({ say }) {
  const [body, write] = useState("");
  const send = (event) => {
    event.preventDefault();
    say(body);
    write("");
  };
  return (
    <form className="composer" onSubmit={send}>
      <textarea rows="1" dir="auto" placeholder="Write to everybody" value={body} onChange={({ target }) => write(target.value)} />
      <button className="icon-button composer-emoji" type="button" aria-label="Choose an emoji"><Icon name="smile" /></button>
      <button className="send" type="submit" aria-label="Send"><Icon name="send" className="icon flip" /></button>
    </form>
  );
}

const added = (talk, message) => ({ ...talk, messages: [...talk.messages, message].slice(-600) });
const told = (talk, { loaded, message }) => loaded ?? (talk && added(talk, message));

function Lounge() {
  const [talk, tell] = useReducer(told, null);
  const [socket, connect] = useState(null);
  useEffect(() => {
    fetch(`/api/lounges/${slug}`).then((answer) => answer.json()).then((loaded) => tell({ loaded }));
    const made = io();
    made.on("connect", () => made.emit("join", slug, () => connect(made)));
    made.on("event", (message) => tell({ message }));
    return () => made.close();
  }, []);
  if (!talk) return <p className="page">Loading…</p>;
  return (
    <div className="lounge" id="lounge" data-live="" data-connection={socket ? "open" : "connecting"}>
      <Head talk={talk} />
      <section className="talk">
        <div className="log" id="log" role="log"><div className="log-inner"><Lines talk={talk} /></div></div>
        <div className="foot"><p className="typing" /><Composer say={(body) => socket?.emit("post", { lounge: slug, body }, () => {})} /></div>
      </section>
      <Members members={talk.members} />
    </div>
  );
}

createRoot(document.getElementById("main")).render(<Lounge />);
