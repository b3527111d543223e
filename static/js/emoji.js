// The emoji that are offered, by group, each with words by which it is found. Loaded when somebody opens the picker. Chosen by us from what people use;
// any other emoji can be typed or pasted.

const LISTS = {
  smileys: `😀 grinning happy smile|😃 smile happy open|😄 laugh smile eyes|😁 beaming grin teeth|😆 laughing squint haha|😅 sweat laugh relief nervous|🤣 rofl rolling laughing lol|
😂 joy tears laugh lol|🙂 slight smile|🙃 upside down silly|😉 wink|😊 blush smile warm|😇 angel halo innocent|🥰 hearts love adore|😍 heart eyes love|🤩 star struck wow|
😘 kiss blow|😗 kissing|😚 kissing closed eyes|😋 yum tasty delicious|😛 tongue|😜 wink tongue crazy|🤪 zany goofy|😝 squint tongue|🤑 money rich|🤗 hug|🤭 giggle oops hand mouth|
🤫 shush quiet secret|🤔 thinking hmm|🫡 salute yes sir|🤐 zipper mouth secret|🤨 raised eyebrow doubt|😐 neutral|😑 expressionless|😶 no mouth silent|😏 smirk|😒 unamused|🙄 eye roll|
😬 grimace awkward|😌 relieved calm|😔 pensive sad|😪 sleepy|🤤 drool|😴 sleep zzz|😷 mask sick|🤒 fever ill|🤕 hurt bandage|🤢 nausea|🤮 vomit|🤧 sneeze cold|🥵 hot heat|🥶 cold freeze|
🥴 woozy drunk|😵 dizzy|🤯 mind blown exploding|🤠 cowboy|🥳 party celebrate birthday|😎 cool sunglasses|🤓 nerd|🧐 monocle inspect|😕 confused|😟 worried|🙁 frown|😮 surprised wow oh|
😯 hushed|😲 astonished|😳 flushed embarrassed|🥺 pleading please puppy|🥹 holding back tears touched|😦 frowning open|😨 fear|😰 anxious sweat|😥 sad relieved|😢 cry tear sad|😭 sob cry loud|
😱 scream shock|😖 confounded|😣 persevere|😞 disappointed|😓 downcast sweat|😩 weary|😫 tired|🥱 yawn bored|😤 huff triumph|😡 angry pout rage|😠 angry|🤬 swearing|😈 devil horns smile|
💀 skull dead|💩 poo|🤡 clown|👻 ghost|👽 alien|🤖 robot|😺 cat smile|😹 cat joy|🙈 see no evil monkey|🙉 hear no evil|🙊 speak no evil`,
  people: `👋 wave hello bye|✋ hand stop high five|🖖 vulcan|👌 ok perfect|🤌 pinched italian|✌️ victory peace|🤞 fingers crossed luck|🫰 snap fingers heart|🤟 love you|🤘 rock horns|🤙 call me shaka|👈 left|👉 right|
👆 up|👇 down|☝️ one point|👍 thumbs up yes like good|👎 thumbs down no dislike|✊ fist|👊 punch fist bump|👏 clap applause bravo|🙌 hooray hands celebrate|🫶 heart hands love|🤲 palms together|
🤝 handshake deal|🙏 pray thanks please namaste|✍️ write|💅 nails|💪 muscle strong|👀 eyes look|🧠 brain|👄 mouth lips|👶 baby|👧 girl|👦 boy|👩 woman|👨 man|👵 grandmother old|👴 grandfather old|
🙍 frowning|🙅 no gesture|🙆 ok gesture|💁 tipping hand info|🙋 raise hand me|🙇 bow sorry|🤦 facepalm|🤷 shrug dunno|👮 police|👑 crown king queen|💃 dance woman|🕺 dance man|🏃 run|🚶 walk|🧘 yoga calm|
👫 couple|👪 family|💋 kiss lips`,
  hearts: `❤️ red heart love|🧡 orange heart|💛 yellow heart|💚 green heart|💙 blue heart|💜 purple heart|🖤 black heart|🤍 white heart|🤎 brown heart|💔 broken heart|💕 two hearts|💞 revolving hearts|💓 beating heart|
💖 sparkling heart|💘 arrow heart cupid|💝 heart ribbon gift|💯 hundred perfect|💢 anger|💥 boom collision|💫 dizzy star|💦 sweat drops|💨 dash wind|💬 speech talk|💭 thought|💤 zzz sleep`,
  nature: `🐶 dog|🐱 cat|🐭 mouse|🐰 rabbit bunny|🦊 fox|🐻 bear|🐼 panda|🐨 koala|🐯 tiger|🦁 lion|🐮 cow|🐷 pig|🐸 frog|🐵 monkey|🐔 chicken|🐧 penguin|🐦 bird|🦆 duck|🦉 owl|🐺 wolf|🐴 horse|🦄 unicorn|🐝 bee|
🦋 butterfly|🐌 snail|🐞 ladybug|🐢 turtle|🐍 snake|🐙 octopus|🐠 fish|🐬 dolphin|🐳 whale|🦈 shark|🐘 elephant|🐪 camel|🌸 blossom flower|🌹 rose|🌻 sunflower|🌷 tulip|🌲 tree|🌴 palm|🌵 cactus|🍀 clover luck|
🍂 leaves autumn|🍄 mushroom|🌍 earth world globe|🌙 moon night|☀️ sun sunny|⭐ star|🌟 glowing star|✨ sparkles|⚡ lightning|🔥 fire hot lit|🌈 rainbow|☁️ cloud|🌧️ rain|❄️ snow|🌊 wave sea`,
  food: `🍎 apple|🍌 banana|🍉 watermelon|🍇 grapes|🍓 strawberry|🍒 cherry|🍑 peach|🥭 mango|🍍 pineapple|🍋 lemon|🥑 avocado|🍅 tomato|🍆 aubergine eggplant|🌶️ chili hot pepper|🌽 corn|🥕 carrot|🍞 bread|🥐 croissant|🧀 cheese|
🍳 egg cooking|🥓 bacon|🍔 burger|🍟 fries|🍕 pizza|🌭 hot dog|🌮 taco|🌯 burrito|🥙 pita falafel|🥗 salad|🍝 pasta spaghetti|🍜 noodles ramen|🍛 curry rice|🍣 sushi|🥟 dumpling|🍚 rice|🍦 ice cream|🍩 doughnut|🍪 cookie|
🎂 birthday cake|🍰 cake|🍫 chocolate|🍿 popcorn|☕ coffee|🍵 tea|🧉 mate|🥛 milk|🍺 beer|🍻 cheers beers|🥂 toast champagne|🍷 wine|🥃 whisky|🍹 cocktail`,
  doing: `⚽ football soccer|🏀 basketball|🏈 american football|🎾 tennis|🏐 volleyball|🏏 cricket|🏓 table tennis|🥊 boxing|🏆 trophy win|🥇 gold medal first|🎯 target|🎮 game|🎲 dice|♟️ chess|🎨 art paint|🎤 microphone sing|🎧 headphones|
🎸 guitar|🎹 piano|🎬 film movie|🎉 party popper congratulations|🎊 confetti|🎈 balloon|🎁 gift present|🎄 christmas|🎃 halloween pumpkin|🕌 mosque|⛪ church|🪔 diya diwali lamp|🧧 red envelope|🚗 car|🚕 taxi|🚌 bus|
🚲 bicycle bike|🚀 rocket|✈️ plane flight|🚂 train|🚢 ship|🏠 house home|🏖️ beach|⛰️ mountain|🌆 city|🗺️ map`,
  things: `📱 phone mobile|💻 laptop computer|📷 camera photo|📺 tv|⏰ alarm clock|⏳ hourglass wait|💡 idea bulb|🔋 battery|💰 money bag|💸 money wings|💎 diamond gem|🔑 key|🔒 lock|🔨 hammer|🔧 wrench tool|📌 pin|📎 clip|
✂️ scissors|📚 books|📖 book read|📝 memo note|✏️ pencil|📅 calendar date|📈 chart up|📉 chart down|📦 package box|✉️ letter mail|📢 loudspeaker announce|🔔 bell|🔕 bell off quiet|💊 pill medicine|🩹 plaster|🧹 broom|🛒 cart shopping|🚬 smoke|
👓 glasses|👗 dress|👠 heel shoe|👟 sneaker shoe|🎒 backpack|💍 ring wedding`,
  signs: `✅ check done yes|☑️ ballot check|❌ cross no wrong|❗ exclamation|❓ question|⁉️ what|⚠️ warning|🚫 forbidden no|⛔ no entry|🔞 adults eighteen|♻️ recycle|➕ plus|➖ minus|➡️ arrow right|⬅️ arrow left|⬆️ arrow up|⬇️ arrow down|🔄 refresh|
🆗 ok|🆒 cool|🆕 new|🔝 top|🔴 red circle|🟢 green circle|🔵 blue circle|🏁 finish flag|🚩 red flag|🏳️‍🌈 rainbow flag pride|☮️ peace|♾️ infinity|©️ copyright|™️ trademark`,
};

const entry = (text) => {
  const [emoji, ...words] = text.trim().split(" ");
  return { emoji, words: words.join(" ") };
};

// [{ key, emoji: [{ emoji, words }] }]
export const GROUPS = Object.entries(LISTS).map(([key, list]) => ({ key, emoji: list.split("|").map(entry) }));
